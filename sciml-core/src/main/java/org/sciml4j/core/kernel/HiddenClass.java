package org.sciml4j.core.kernel;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/** Classes that are written at run time, each to implement one interface by one object. */
public final class HiddenClass {
  private HiddenClass() {}

  /**
   * The only instance of a class with these methods and no fields.
   *
   * @param host whose package the class joins, which may use the interface
   * @param type the interface
   * @param name how stack traces and profiles call the class, behind its package
   * @param methods adds those that the interface asks for
   * @throws IllegalStateException if the JVM refuses the class
   */
  public static <T> T instance(
      MethodHandles.Lookup host, Class<T> type, String name, Consumer<ClassBuilder> methods) {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(host.lookupClass().getPackageName(), name),
                builder -> write(builder, type, methods));
    try {
      return type.cast(
          host.defineHiddenClass(bytes, true).lookupClass().getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("generated class " + name + " was refused", failure);
    }
  }

  /** Public, since it is made here and not in the package of its host. */
  private static void write(ClassBuilder builder, Class<?> type, Consumer<ClassBuilder> methods) {
    builder
        .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
        .withInterfaceSymbols(type.describeConstable().orElseThrow())
        .withMethodBody(
            ConstantDescs.INIT_NAME,
            ConstantDescs.MTD_void,
            ClassFile.ACC_PUBLIC,
            code ->
                code.aload(0)
                    .invokespecial(
                        ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .return_());
    methods.accept(builder);
  }
}
