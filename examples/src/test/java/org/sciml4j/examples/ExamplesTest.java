package org.sciml4j.examples;

import org.junit.jupiter.api.Test;

class ExamplesTest {
  @Test
  void comparesLaplacians() throws Exception {
    Printed.asIn("CompareLaplacians.txt", CompareLaplacians::run);
  }
}
