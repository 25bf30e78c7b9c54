package genontk.service;

import java.util.List;

/**
 * What has a row for each of its people: genotypes, or a kernel matrix.
 *
 * @param what how messages call it: "genotypes" or "kernel"
 * @param ids the people's IDs, or null
 * @param rows how many people
 */
record PeopleSource(String what, List<String> ids, int rows) {}
