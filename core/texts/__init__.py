"""Every sentence the product says, as functions with typed arguments. Import the module that is meant:

people, work, report, fields, nudges, status, answers, help (chat); pages (web); system (terminal); labels (buttons).
"""
