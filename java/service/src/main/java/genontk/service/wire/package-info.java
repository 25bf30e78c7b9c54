/** JSON, .npy files and zip archives: how numbers and texts travel. */
package genontk.service.wire;
