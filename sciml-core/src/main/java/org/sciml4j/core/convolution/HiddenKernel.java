package org.sciml4j.core.convolution;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.function.Consumer;

/** Makes an object of a class that is written at run time. */
final class HiddenKernel {
  private HiddenKernel() {}

  /**
   * An object whose method {@code run} has the given body and whose other methods answer constants.
   *
   * @param type its interface
   * @param run signature of {@code run}
   * @param numbers answer of each method without parameters
   */
  static <T> T of(
      Class<T> type, MethodTypeDesc run, Map<String, Integer> numbers, Consumer<CodeBuilder> body) {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(
                    HiddenKernel.class.getPackageName(), "Generated" + type.getSimpleName()),
                builder -> {
                  builder
                      .withFlags(ClassFile.ACC_FINAL)
                      .withInterfaceSymbols(VectorCode.desc(type))
                      .withMethodBody(
                          ConstantDescs.INIT_NAME,
                          ConstantDescs.MTD_void,
                          0,
                          init ->
                              init.aload(0)
                                  .invokespecial(
                                      ConstantDescs.CD_Object,
                                      ConstantDescs.INIT_NAME,
                                      ConstantDescs.MTD_void)
                                  .return_())
                      .withMethodBody("run", run, ClassFile.ACC_PUBLIC, body);
                  numbers.forEach(
                      (name, number) ->
                          builder.withMethodBody(
                              name,
                              MethodTypeDesc.of(ConstantDescs.CD_int),
                              ClassFile.ACC_PUBLIC,
                              code -> code.loadConstant(number).ireturn()));
                });
    try {
      return type.cast(
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("generated convolution kernel was refused", failure);
    }
  }
}
