package org.sciml4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelProviderTest {
  @Test
  void should_be_fast_where_the_module_and_native_access_are_there() {
    assertThat(KernelProvider.Choice.make(null, true, true).provider())
        .isEqualTo(KernelProvider.SIMD);
  }

  @Test
  void should_fall_back_and_name_the_cure() {
    assertThat(KernelProvider.Choice.make(null, false, true))
        .returns(KernelProvider.SCALAR, KernelProvider.Choice::provider)
        .extracting(KernelProvider.Choice::reason)
        .asString()
        .contains("--add-modules jdk.incubator.vector");
    assertThat(KernelProvider.Choice.make("simd", true, false).reason())
        .contains("--enable-native-access");
  }

  @Test
  void should_obey_the_property_and_ignore_nonsense() {
    assertThat(KernelProvider.Choice.make("Scalar", true, true).provider())
        .isEqualTo(KernelProvider.SCALAR);
    assertThat(KernelProvider.Choice.make("turbo", true, true).provider())
        .isEqualTo(KernelProvider.SIMD);
  }
}
