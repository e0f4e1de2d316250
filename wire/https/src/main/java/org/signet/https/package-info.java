/// One bounded GET.
@NullMarked
package org.signet.https;

import org.jspecify.annotations.NullMarked;
