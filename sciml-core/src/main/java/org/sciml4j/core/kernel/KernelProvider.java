package org.sciml4j.core.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which family of kernels runs: hand-vectorised ones on the JDK's Vector API, or plain loops that
 * give the same answers without it. The choice is made once per process, here and nowhere else.
 */
public enum KernelProvider {
  /** Kernels on {@code jdk.incubator.vector}. */
  SIMD,
  /** Plain loops. */
  SCALAR;

  /** System property that forces a provider: {@code simd} or {@code scalar}. */
  public static final String PROPERTY = "sciml.kernels";

  /** The provider in force in this process. */
  public static KernelProvider selected() {
    return Choice.MADE.provider;
  }

  /** Why that one, in one sentence that ends with the cure where there is something to cure. */
  public static String reason() {
    return Choice.MADE.reason;
  }

  /** Whether the running JVM was started with the Vector API module. */
  public static boolean vectorModulePresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static boolean nativeAccessEnabled() {
    return KernelProvider.class.getModule().isNativeAccessEnabled();
  }

  record Choice(KernelProvider provider, String reason) {
    static final Choice MADE =
        make(System.getProperty(PROPERTY), vectorModulePresent(), nativeAccessEnabled());

    static Choice make(String forced, boolean modulePresent, boolean nativeAccess) {
      if ("scalar".equalsIgnoreCase(forced)) {
        return new Choice(SCALAR, "scalar kernels, as -D" + PROPERTY + "=scalar asks");
      }
      if (forced != null && !"simd".equalsIgnoreCase(forced)) {
        warn("-D" + PROPERTY + "=" + forced + " is neither simd nor scalar and is ignored");
      }
      if (modulePresent && nativeAccess) {
        return new Choice(SIMD, "SIMD kernels on jdk.incubator.vector");
      }
      String reason =
          "scalar kernels, because "
              + (modulePresent ? "native access" : "the Vector API")
              + " is not enabled; start java with --add-modules jdk.incubator.vector"
              + " --enable-native-access=ALL-UNNAMED for the fast ones";
      warn(reason);
      return new Choice(SCALAR, reason);
    }

    private static void warn(String message) {
      Logger log = LoggerFactory.getLogger(KernelProvider.class);
      log.warn(message);
    }
  }
}
