/* What the shared templates see. */
#ifndef FRAME_FRAME_VIEW_H
#define FRAME_FRAME_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "frame/frame.h"
#include "web/html.h"

#endif
