/** Training: datasets, the trainer with its checkpoints, full-batch minimisers, grid search. */
package org.sciml4j.core.training;
