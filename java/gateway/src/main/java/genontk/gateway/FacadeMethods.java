package genontk.gateway;

import genontk.service.Genontk;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The methods of the facade that Python may call, by name. */
final class FacadeMethods {
  private FacadeMethods() {}

  /** Lists them one by one, so that nothing is reached by reflection. */
  static Map<String, UnaryOperator<String>> of(Genontk facade) {
    return Map.of(
        "open", facade::open,
        "start", facade::start,
        "status", facade::status,
        "await", facade::await,
        "cancel", facade::cancel,
        "result", facade::result,
        "close", facade::close,
        "sitrep", nothing -> facade.sitrep());
  }
}
