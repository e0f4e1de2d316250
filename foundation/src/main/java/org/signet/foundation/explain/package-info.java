/// Why a verdict is what it is, as a tree that renders to text, JSON and HTML.
@NullMarked
package org.signet.foundation.explain;

import org.jspecify.annotations.NullMarked;
