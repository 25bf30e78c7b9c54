/** Fixed effects and records: which person each record belongs to, and its weight. */
package genontk.design;
