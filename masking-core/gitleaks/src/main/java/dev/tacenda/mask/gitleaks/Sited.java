package dev.tacenda.mask.gitleaks;

/** A value and where it stands. */
record Sited<T>(T value, Place place) {}
