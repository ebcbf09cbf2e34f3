/** Libraries of candidate terms: the columns of Θ(X) in Ẋ = Θ(X) Ξ. */
package org.sciml4j.sindy.library;
