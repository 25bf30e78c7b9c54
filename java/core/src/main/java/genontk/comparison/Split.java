package genontk.comparison;

/**
 * People who train and people who are predicted.
 *
 * @param training their numbers, ascending
 * @param test those of all others, ascending
 */
public record Split(int[] training, int[] test) {}
