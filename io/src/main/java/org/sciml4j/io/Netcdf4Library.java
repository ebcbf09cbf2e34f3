package org.sciml4j.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The C library netcdf, found when first asked for. The system property {@value #PROPERTY} names
 * its file where the usual names do not find it.
 *
 * <p>The library and HDF5 below it are not for concurrent use: callers hold {@link #lock()}.
 */
public final class Netcdf4Library {
  /** System property with the path of the library. */
  public static final String PROPERTY = "sciml.netcdf.library";

  private static final List<String> NAMES =
      List.of(
          "libnetcdf.so",
          "libnetcdf.so.22",
          "libnetcdf.so.19",
          "libnetcdf.so.18",
          "libnetcdf.so.15",
          "libnetcdf.so.13",
          "libnetcdf.dylib",
          "/opt/homebrew/lib/libnetcdf.dylib",
          "/usr/local/lib/libnetcdf.dylib",
          "netcdf.dll");

  /**
   * Whether NetCDF-4 can be written.
   *
   * @param available whether it can
   * @param detail the library's name and version, or why there is none and what to do
   */
  public record Status(boolean available, String detail) {}

  private final SymbolLookup symbols;
  private final Object lock = new Object();
  private final String name;
  private final MethodHandle strerror;

  private Netcdf4Library(SymbolLookup symbols, String name) {
    this.symbols = symbols;
    this.name = name;
    this.strerror = bind("nc_strerror", ADDRESS, JAVA_INT);
  }

  /** Looks for the library, once per process. */
  public static Status probe() {
    return Found.STATUS;
  }

  /**
   * The library.
   *
   * @throws IOException if there is none, saying why
   */
  static Netcdf4Library require() throws IOException {
    if (Found.LIBRARY == null) {
      throw new IOException("NetCDF-4 needs the C library netcdf: " + Found.STATUS.detail());
    }
    return Found.LIBRARY;
  }

  /** Guards every call. */
  Object lock() {
    return lock;
  }

  /** A function that returns {@code int}. */
  MethodHandle function(String function, MemoryLayout... parameters) {
    return bind(function, JAVA_INT, parameters);
  }

  /** Turns a return code other than zero into an exception with the library's words. */
  void check(int status, String what) throws IOException {
    if (status != 0) {
      try {
        throw new IOException(what + ": " + text((MemorySegment) strerror.invokeExact(status)));
      } catch (IOException failure) {
        throw failure;
      } catch (Throwable impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private String version() {
    try {
      MethodHandle inqLibvers = bind("nc_inq_libvers", ADDRESS);
      return text((MemorySegment) inqLibvers.invokeExact());
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private MethodHandle bind(String function, MemoryLayout result, MemoryLayout... parameters) {
    MemorySegment address =
        symbols
            .find(function)
            .orElseThrow(() -> new NoSuchElementException(name + " has no function " + function));
    return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(result, parameters));
  }

  private static String text(MemorySegment cString) {
    return cString.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static final class Found {
    static final Netcdf4Library LIBRARY;
    static final Status STATUS;

    static {
      Netcdf4Library library = null;
      Status status;
      try {
        library = load();
        status =
            library == null
                ? new Status(
                    false,
                    "not found under any of its usual names; install it (Debian: libnetcdf19)"
                        + " or set -D"
                        + PROPERTY
                        + "=/path/to/libnetcdf.so")
                : new Status(true, library.name + " " + library.version());
      } catch (RuntimeException | UnsatisfiedLinkError unusable) {
        library = null;
        status =
            new Status(
                false,
                unusable.getMessage()
                    + "; run Java with --enable-native-access=ALL-UNNAMED and"
                    + " install a current libnetcdf");
      }
      LIBRARY = library;
      STATUS = status;
    }

    private static Netcdf4Library load() {
      List<String> candidates = new ArrayList<>();
      String chosen = System.getProperty(PROPERTY);
      if (chosen != null) {
        candidates.add(chosen);
      } else {
        candidates.addAll(NAMES);
      }
      for (String candidate : candidates) {
        try {
          return new Netcdf4Library(
              SymbolLookup.libraryLookup(candidate, Arena.global()), candidate);
        } catch (IllegalArgumentException absent) {
          continue;
        }
      }
      return null;
    }
  }
}
