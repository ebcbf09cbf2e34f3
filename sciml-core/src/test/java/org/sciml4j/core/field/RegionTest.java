package org.sciml4j.core.field;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;

class RegionTest {
  private static Region box(long origin, long size) {
    return new Region(new long[] {origin}, new long[] {size});
  }

  @Test
  void lies_inside_up_to_the_edge() {
    assertThatCode(() -> box(0, 5).requireInside("u", 5)).doesNotThrowAnyException();
    assertThatCode(() -> box(5, 0).requireInside("u", 5)).doesNotThrowAnyException();
    assertThatCode(() -> Region.whole().requireInside("u")).doesNotThrowAnyException();
  }

  @Test
  void what_sticks_out_is_refused_without_overflow() {
    for (Region region :
        new Region[] {
          box(-1, 2), box(4, 2), box(0, -1), box(2, Long.MAX_VALUE), box(6, 0), Region.whole(1, 1)
        }) {
      assertThatThrownBy(() -> region.requireInside("u", 5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("'u'", "[5]", region.toString());
    }
  }
}
