package org.sciml4j.core.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaProbeTest {
  @Test
  void should_find_a_gpu_or_say_in_one_line_why_there_is_none() {
    CudaProbe probe = CudaProbe.ofThisMachine();
    assertThat(probe.available()).isEqualTo(probe.reason().isEmpty());
    assertThat(probe.reason().lines().count()).isLessThanOrEqualTo(1);
    assertThat(probe.reason()).doesNotContain("JCudaDriver");
    assertThat(CudaProbe.ofThisMachine()).isSameAs(probe);
  }
}
