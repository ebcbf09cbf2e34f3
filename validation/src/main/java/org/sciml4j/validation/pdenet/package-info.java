/** Studies of PDE-Net and PDE-Net 2.0: equations from noisy snapshots. */
package org.sciml4j.validation.pdenet;
