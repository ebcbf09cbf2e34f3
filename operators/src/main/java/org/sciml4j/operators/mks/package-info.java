/**
 * Materials knowledge systems: responses of microstructures as sums of convolutions, learned by one
 * least squares per wave vector (Kalidindi, S. R., Niezgoda, S. R., Landi, G., Vachhani, S. and
 * Fast, T. 2010, "A novel framework for building materials knowledge systems", Computers, Materials
 * & Continua 17, 103-125; Brough, D. B., Wheeler, D. and Kalidindi, S. R. 2017, "Materials
 * knowledge systems in Python - a data science framework for accelerated development of
 * hierarchical materials", Integrating Materials and Manufacturing Innovation 6, 36-53).
 */
package org.sciml4j.operators.mks;
