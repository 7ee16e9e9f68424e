package io.guarded.benchmarks;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Binds an interceptor that does nothing. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@interface Nothing {}
