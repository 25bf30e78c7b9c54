package genontk.linalg;

import genontk.run.Execution;

/** Linear algebra by a native backend for one piece of work; plain Java does the small parts. */
public abstract class NativeLinearAlgebra implements LinearAlgebra {

  private final Backend backend;
  private final Execution execution;
  private final PlainLinearAlgebra plain;

  /**
   * Makes the linear algebra of one piece of work.
   *
   * @param backend the backend that computes the large parts
   * @param execution the threads and the cancellation of the work
   */
  protected NativeLinearAlgebra(Backend backend, Execution execution) {
    this.backend = backend;
    this.execution = execution;
    this.plain = new PlainLinearAlgebra(execution);
  }

  @Override
  public final String name() {
    return backend.name();
  }

  @Override
  public final String description() {
    return backend.description();
  }

  @Override
  public final LinearAlgebra onOneThread() {
    return backend.on(execution.onOneThread());
  }

  /** Returns the threads and the cancellation of the work. */
  protected final Execution execution() {
    return execution;
  }

  /** Returns plain Java on the threads of the work. */
  protected final PlainLinearAlgebra plain() {
    return plain;
  }
}
