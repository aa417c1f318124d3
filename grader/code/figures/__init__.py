"""
Figures that a program draws: data all the way, pictures only where the page is made.

    program   pyplot / axes / arguments · contours   `matplotlib.pyplot` to a program: a recorder
    worker    reading                                checks what came, bounds it, makes it JSON
    site      campus.pages.charts.plot               draws it, with a summary and a table

A library that draws would hand out files, fonts and markup, a program could forge all three, and it
would cost a child 30 MB. What crosses the wall here is numbers and a few short words.
"""
