/** The multilayer perceptron that the paper compares with, by the Deep Java Library. */
package genontk.network;
