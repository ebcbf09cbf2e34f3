package org.sciml4j.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.sciml4j.core.cuda.CudaProbe;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.io.Netcdf4Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what this machine offers and what is missing. */
@Command(name = "doctor", description = "Show what this machine offers and what is missing.")
final class DoctorCommand implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long MIB = 1 << 20;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    print("SciML4J", Versions.ofProgram());
    print(
        "JDK",
        Runtime.version()
            + " ("
            + System.getProperty("java.vendor")
            + "), "
            + System.getProperty("java.home"));
    print("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    print("SIMD", simd());
    print("kernels", KernelProvider.reason());
    print("threads", ThreadTeam.common().threads() + " of " + processors() + " processors");
    print("memory", memory());
    print("ND4J", patiently(DoctorCommand::nd4j));
    print("GPU", patiently(DoctorCommand::gpu));
    print("NetCDF-4", patiently(DoctorCommand::netcdf4));
  }

  private void print(String subject, String finding) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format("%-10s", subject) + finding);
    out.flush();
  }

  private static String simd() {
    if (!KernelProvider.vectorModulePresent()) {
      return "off: the module jdk.incubator.vector is not loaded";
    }
    return VectorWidth.bits()
        + "-bit vectors: "
        + VectorWidth.bits() / 32
        + " floats or "
        + VectorWidth.bits() / 64
        + " doubles at once";
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String memory() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getTotalMemorySize() / MIB
        + " MiB, of which "
        + system.getFreeMemorySize() / MIB
        + " MiB free; Java heap up to "
        + Runtime.getRuntime().maxMemory() / MIB
        + " MiB, tensors live outside it";
  }

  private static String nd4j() {
    Nd4jBackend backend = Nd4j.getBackend();
    double four = Nd4j.ones(DataType.DOUBLE, 2, 2).sumNumber().doubleValue();
    if (four != 4) {
      throw new IllegalStateException("a sum of four ones came out as " + four);
    }
    return backend.getClass().getSimpleName()
        + " "
        + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend", "");
  }

  private static String gpu() {
    CudaProbe probe = CudaProbe.ofThisMachine();
    return probe.available() ? String.join("; ", probe.devices()) : "none: " + probe.reason();
  }

  private static String netcdf4() {
    Netcdf4Library.Status status = Netcdf4Library.probe();
    return status.available()
        ? "reading; writing with " + status.detail()
        : "reading only: " + status.detail();
  }

  /** The answer of a check that loads foreign libraries, which may fail or hang. */
  private static String patiently(Supplier<String> check) {
    FutureTask<String> task = new FutureTask<>(check::get);
    Thread.ofPlatform().daemon().name("doctor").start(task);
    try {
      return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      return "no answer within " + PATIENCE.toSeconds() + " s";
    } catch (ExecutionException failed) {
      return "not available: " + failed.getCause();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
