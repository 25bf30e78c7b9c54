package genontk.comparison;

/**
 * The people of a split: those who train and those who are predicted.
 *
 * @param training the numbers of the training people, ascending
 * @param test the numbers of the test people, ascending
 */
public record Split(int[] training, int[] test) {}
