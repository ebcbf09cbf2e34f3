/** Linear reduction of snapshots: proper orthogonal decomposition, principal components. */
package org.sciml4j.sindy.reduction;
