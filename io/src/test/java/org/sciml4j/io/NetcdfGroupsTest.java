package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.Axis;

/** The file is {@code groups.cdl} beside it, made by {@code ncgen -k nc4}. */
class NetcdfGroupsTest {
  private FieldFile file;

  @BeforeEach
  void open() throws URISyntaxException {
    file = FieldFile.open(Path.of(getClass().getResource("groups.nc").toURI()));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void names_variables_by_their_path() {
    assertThat(file.fieldNames()).containsExactly("count", "/ocean/T", "/ocean/deep/n");
    assertThat(file.attributes())
        .containsEntry("title", "outer")
        .containsEntry("levels", List.of(1, 2, 3));
  }

  @Test
  void finds_coordinates_in_the_groups_around_a_variable() {
    FileField temperature = file.field("/ocean/T");
    assertThat(temperature.axes().stream().map(Axis::name)).containsExactly("time", "z", "x");
    assertThat(temperature.axes().get(1).coordinates()).containsExactly(5, 10);
    assertThat(temperature.calendar()).isEqualTo("noleap");
    assertThat(temperature.times().getLast()).hasToString("2002-01-01T00:00:00Z");
    assertThat(temperature.read().toDoubles())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, Double.NaN, 10, 11, 12);
  }

  @Test
  void accepts_a_path_without_the_leading_slash() {
    assertThat(file.field("ocean/deep/n").read().toDoubles())
        .containsExactly(-5, 4611686018427387904.0);
    assertThatThrownBy(() -> file.field("T")).hasMessageContaining("did you mean '/ocean/T'");
  }

  @Test
  void reads_the_unsigned_types_of_netcdf4() {
    assertThat(file.field("count").read().toDoubles()).containsExactly(1, 40000, Double.NaN);
  }

  @Test
  void describes_groups() throws IOException {
    assertThat(file.describe())
        .startsWith("netcdf groups {\ndimensions:\n\ttime = UNLIMITED ; // (2 currently)\n")
        .contains("\tushort count(x) ;\n\t\tcount:_FillValue = 65535US ;\n")
        .contains("\ngroup: ocean {\n  dimensions:\n  \tz = 2 ;\n")
        .contains("  \t\tT:_FillValue = -9.f ;\n")
        .endsWith("    } // group deep\n  } // group ocean\n}\n");
  }
}
