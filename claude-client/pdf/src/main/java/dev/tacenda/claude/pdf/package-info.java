/** Reads the text of PDFs for the guard, with Apache PDFBox. */
@NullMarked
package dev.tacenda.claude.pdf;

import org.jspecify.annotations.NullMarked;
