"""The code on a sheet that leads back to its page."""


def qr_of(address: str) -> str:
    """The QR code of an address as SVG: error correction M, with the quiet zone of four modules that ISO/IEC 18004 asks for.

    The mask is fixed: choosing the best of eight takes ten times as long, and readers need none of it at this size.
    """
    import segno

    made = segno.make(address, error="m", micro=False, mask=2)
    return str(made.svg_inline(border=4, dark="#000", omitsize=True))
