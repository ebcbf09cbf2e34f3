package org.sciml4j.core.gemm;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/** A generated class in this package that implements one interface. */
final class HiddenClass {
  private HiddenClass() {}

  /** The only instance of a class with these methods. */
  static <T> T instance(Class<T> type, String name, Consumer<ClassBuilder> methods) {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(HiddenClass.class.getPackageName(), name),
                builder -> write(builder, type, methods));
    try {
      return type.cast(
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("generated kernel was refused", failure);
    }
  }

  private static void write(ClassBuilder builder, Class<?> type, Consumer<ClassBuilder> methods) {
    builder
        .withFlags(ClassFile.ACC_FINAL)
        .withInterfaceSymbols(VectorCode.desc(type))
        .withMethodBody(
            ConstantDescs.INIT_NAME,
            ConstantDescs.MTD_void,
            0,
            code ->
                code.aload(0)
                    .invokespecial(
                        ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .return_());
    methods.accept(builder);
  }
}
