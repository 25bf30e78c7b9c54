package genontk.service.request;

import java.util.List;

/**
 * A file with one byte per genotype, column-major.
 *
 * @param path path of the file
 * @param people number of people in it
 * @param codes genotypes that the 256 bytes stand for, null for missing
 * @param chromosome chromosome of each SNP, as are the following
 */
record ByteReference(
    String path,
    int people,
    Double[] codes,
    List<String> chromosome,
    long[] position,
    List<String> allele1,
    List<String> allele2) {}
