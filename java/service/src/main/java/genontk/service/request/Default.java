package genontk.service.request;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The value of a field that a request leaves out, as JSON: {@code "\"ntk\""}, {@code "500"}. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {

  /** Returns the value. */
  String value();

  /** Returns the value in the task ntk_lmm, empty where it is that of all tasks. */
  String mixedModel() default "";

  /** Returns the value in the task predict, empty where it is that of all tasks. */
  String prediction() default "";
}
