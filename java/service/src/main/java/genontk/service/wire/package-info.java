/** JSON, .npy files and zip archives: the formats of numbers and texts outside Java. */
package genontk.service.wire;
