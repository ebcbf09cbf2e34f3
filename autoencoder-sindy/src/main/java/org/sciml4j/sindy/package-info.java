/**
 * Reduced dynamics from data: sparse equations of trajectories and fields (Brunton, Proctor and
 * Kutz 2016, PNAS 113:3932), and coordinates in which they are sparse.
 */
package org.sciml4j.sindy;
