package org.sciml4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
  @Test
  void counts_edits() {
    assertThat(NearNames.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearNames.distance("u", "u")).isZero();
    assertThat(NearNames.distance("abc", "")).isEqualTo(1);
  }

  @Test
  void the_end_of_a_long_name_may_be_left_away() {
    assertThat(NearNames.distance("laplacian-5-point", "laplacian-5")).isEqualTo(1);
    assertThat(NearNames.of("laplacain-5", List.of("gradient", "laplacian-5-point")))
        .containsExactly("laplacian-5-point");
  }

  @Test
  void names_the_nearest_first_and_strangers_not_at_all() {
    List<String> known = List.of("time", "temperature", "group/temp", "x");
    assertThat(NearNames.of("TEMP", known)).containsExactly("group/temp", "temperature");
    assertThat(NearNames.didYouMean("tim", known, "")).isEqualTo("did you mean 'time'?");
    assertThat(NearNames.didYouMean("wind", known, "look again")).isEqualTo("look again");
  }
}
