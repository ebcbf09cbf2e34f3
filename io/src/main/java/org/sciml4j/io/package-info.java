/**
 * Physical fields in files: NetCDF read lazily and written as a stream, with the CF conventions for
 * axes, time, packing and missing values; NumPy's npy and npz arrays; images of MNIST (IDX) and
 * CIFAR; tables of text (CSV).
 */
package org.sciml4j.io;
