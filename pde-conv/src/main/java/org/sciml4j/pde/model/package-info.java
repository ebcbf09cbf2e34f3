/** Trained time steps as files: what each kind of network is built from, with its numbers. */
package org.sciml4j.pde.model;
