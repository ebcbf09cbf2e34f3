package org.sciml4j.examples;

/** A complex number whose functions give the same bits on every machine. */
record Complex(double re, double im) {

  static final Complex ZERO = new Complex(0, 0);

  static Complex polar(double modulus, double angle) {
    return new Complex(modulus * StrictMath.cos(angle), modulus * StrictMath.sin(angle));
  }

  Complex plus(Complex other) {
    return new Complex(re + other.re, im + other.im);
  }

  Complex times(Complex other) {
    return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
  }
}
