/** The bare OkHttp client under the guard; these tests run on more than one version of OkHttp. */
@NullMarked
package dev.tacenda.testkit.okhttp;

import org.jspecify.annotations.NullMarked;
