package genontk.service.request;

/**
 * Fields of a request that belong together. In JSON all groups lie side by side in one object. A
 * new option is one component of one group: its name, its type and its {@link Default}.
 */
public interface Group {}
