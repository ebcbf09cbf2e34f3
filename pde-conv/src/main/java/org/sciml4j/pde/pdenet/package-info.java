/** PDE-Net: equations found by networks that are time steps. */
package org.sciml4j.pde.pdenet;
