package dev.tacenda.mask;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks code whose bug would let a secret out. A change to it needs two readers, a new test vector,
 * and unchanged or explained benchmarks.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface TrustedCode {
  /** Says what the code must guarantee, in one sentence. */
  String value();
}
