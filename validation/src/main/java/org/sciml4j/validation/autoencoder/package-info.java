/**
 * The three set-ups of Champion, Lusch, Kutz and Brunton 2019 (Proc. Natl. Acad. Sci. 116:22445,
 * supporting information): their data, made anew, and their trainings.
 */
package org.sciml4j.validation.autoencoder;
