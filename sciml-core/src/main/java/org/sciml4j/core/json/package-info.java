/** JSON files read strictly, whose errors name the field that is wrong and what to do. */
package org.sciml4j.core.json;
