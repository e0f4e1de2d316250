/// One bounded GET, and the check of the certificate that it rests on.
@NullMarked
package org.signet.https;

import org.jspecify.annotations.NullMarked;
