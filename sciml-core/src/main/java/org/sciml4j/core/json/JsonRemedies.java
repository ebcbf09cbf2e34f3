package org.sciml4j.core.json;

/**
 * What to do about a JSON file of some kind, by what is wrong with it.
 *
 * @param absent there is no such file
 * @param syntax it is not JSON
 * @param missing a field is not there
 * @param malformed a field is not as it should be
 */
public record JsonRemedies(String absent, String syntax, String missing, String malformed) {}
