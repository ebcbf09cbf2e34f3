/**
 * Physical fields in files: NetCDF read lazily and written as a stream, with the CF conventions for
 * axes, time, packing and missing values; NumPy's npy and npz arrays; the images of MNIST (IDX) and
 * CIFAR.
 */
package org.sciml4j.io;
