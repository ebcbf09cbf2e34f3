/**
 * Materials knowledge systems: responses of microstructures as sums of convolutions, learned by one
 * least squares per wave vector (Kalidindi, S. R., Niezgoda, S. R. and Salem, A. A. 2011,
 * "Microstructure informatics using higher-order statistics and efficient data-mining protocols",
 * JOM 63(4), 34-41; Brough, D. B., Wheeler, D. and Kalidindi, S. R. 2017, "Materials knowledge
 * systems in Python", Integrating Materials and Manufacturing Innovation 6, 36-53).
 */
package org.sciml4j.operators.mks;
