package org.sciml4j.core.cuda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * Whether an NVIDIA GPU can be used, and if not, why: asked of the CUDA driver once per process.
 * The driver's library is loaded only then, so programs that never ask never touch it.
 *
 * @param devices one line per GPU: name, memory and compute capability
 * @param reason why there is none; empty where there is one
 */
public record CudaProbe(List<String> devices, String reason) {
  /** Copies the list. */
  public CudaProbe {
    devices = List.copyOf(devices);
  }

  /** What the driver of this machine answers. */
  public static CudaProbe ofThisMachine() {
    return Answer.GIVEN;
  }

  /** Whether there is a GPU. */
  public boolean available() {
    return !devices.isEmpty();
  }

  /** The first failure is kept: a second attempt would only say that the class did not load. */
  private static final class Answer {
    static final CudaProbe GIVEN = ask();

    private static CudaProbe ask() {
      try {
        JCudaDriver.setExceptionsEnabled(false);
        return askDriver();
      } catch (UnsatisfiedLinkError | NoClassDefFoundError failure) {
        return none("the CUDA driver library could not be loaded: " + cause(failure));
      }
    }

    private static CudaProbe askDriver() {
      int result = JCudaDriver.cuInit(0);
      int[] count = new int[1];
      if (result == CUresult.CUDA_SUCCESS) {
        result = JCudaDriver.cuDeviceGetCount(count);
      }
      if (result != CUresult.CUDA_SUCCESS) {
        return none("the CUDA driver answered " + CUresult.stringFor(result));
      }
      List<String> devices = new ArrayList<>();
      for (int ordinal = 0; ordinal < count[0]; ordinal++) {
        devices.add(describe(ordinal));
      }
      return devices.isEmpty()
          ? none("the CUDA driver knows no device")
          : new CudaProbe(devices, "");
    }

    private static String describe(int ordinal) {
      CUdevice device = new CUdevice();
      JCudaDriver.cuDeviceGet(device, ordinal);
      byte[] name = new byte[256];
      JCudaDriver.cuDeviceGetName(name, name.length, device);
      long[] bytes = new long[1];
      JCudaDriver.cuDeviceTotalMem(bytes, device);
      int[] major = new int[1];
      int[] minor = new int[1];
      JCudaDriver.cuDeviceGetAttribute(
          major, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device);
      JCudaDriver.cuDeviceGetAttribute(
          minor, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device);
      String text = new String(name, StandardCharsets.UTF_8).trim();
      return "%s, %d MiB, compute capability %d.%d"
          .formatted(text, bytes[0] >> 20, major[0], minor[0]);
    }

    private static CudaProbe none(String reason) {
      return new CudaProbe(List.of(), reason);
    }

    /**
     * JCuda's message holds the stack traces of two attempts; the linker's own words in the last
     * one name the library that is missing.
     */
    private static String cause(Throwable failure) {
      String linkError = "java.lang.UnsatisfiedLinkError: ";
      List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
      return lines.reversed().stream()
          .filter(line -> line.startsWith(linkError))
          .map(line -> line.substring(linkError.length()).replaceFirst("^\\S+: (?=\\S+: )", ""))
          .findFirst()
          .orElse(lines.isEmpty() ? "" : lines.getFirst());
    }
  }
}
