/**
 * Autoencoders, and those whose latent variables obey sparse equations (Champion, Lusch, Kutz and
 * Brunton 2019, Proc. Natl. Acad. Sci. 116:22445).
 */
package org.sciml4j.sindy.autoencoder;
