/** Many steps in a row, and training on them: windows of snapshots, objectives, stages. */
package org.sciml4j.pde.rollout;
