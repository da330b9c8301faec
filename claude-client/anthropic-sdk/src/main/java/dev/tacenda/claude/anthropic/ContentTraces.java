package dev.tacenda.claude.anthropic;

import com.anthropic.core.ClientOptions;
import com.anthropic.core.opentelemetry.OpenTelemetryContentMode;
import com.anthropic.core.opentelemetry.OpenTelemetryOptions;

/**
 * The OpenTelemetry spans of the SDK. Its types are not there in every version, so nothing else may
 * name them, and this class may be used only if {@link SdkVersion#hasTraces}.
 */
final class ContentTraces {
  private ContentTraces() {}

  /** Returns true if spans hold what was said. */
  static boolean isOn(ClientOptions options) {
    return options.openTelemetry().traces().contentMode() != OpenTelemetryContentMode.METADATA_ONLY;
  }

  /** Keeps what was said out of the spans, and all other options of theirs as they are. */
  static void switchOff(ClientOptions.Builder builder, ClientOptions options) {
    OpenTelemetryOptions telemetry = options.openTelemetry();
    var traces =
        telemetry.traces().toBuilder().contentMode(OpenTelemetryContentMode.METADATA_ONLY).build();
    builder.openTelemetry(telemetry.toBuilder().traces(traces).build());
  }
}
